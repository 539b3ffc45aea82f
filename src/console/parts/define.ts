// Registers an element under its name once: names of elements are global in a page, and a page may
// load a script twice, or two versions of it.

/** A second definition is left out, for the browser would throw and stop the script that has it. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
