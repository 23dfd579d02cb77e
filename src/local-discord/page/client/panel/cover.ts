/** What lies under an element that fills the page: neither the keyboard nor a screen reader gets there. */
export interface Cover {
  set(covering: boolean): void;
}

/** Covers what stands beside `over`, as often as it is set: the page may have been drawn anew in between. */
export function createCover(over: HTMLElement): Cover {
  let covered: readonly Element[] = [];
  return {
    set(covering) {
      for (const element of covered) element.removeAttribute('inert');
      covered = covering ? [...(over.parentElement?.children ?? [])].filter((element) => element !== over) : [];
      for (const element of covered) element.setAttribute('inert', '');
    },
  };
}
