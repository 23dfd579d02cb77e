import { startApp } from './app.ts';
import { defineElements } from './elements.ts';
import { createApi } from './state/api.ts';

const root = document.querySelector<HTMLElement>('#page');
if (root !== null) {
  defineElements();
  startApp(root, createApi());
}
