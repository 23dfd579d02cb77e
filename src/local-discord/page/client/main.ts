import { createApi } from './api.ts';
import { startApp } from './app.ts';
import { defineElements } from './elements.ts';

const root = document.querySelector<HTMLElement>('#page');
if (root !== null) {
  defineElements();
  startApp(root, createApi());
}
