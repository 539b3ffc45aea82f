// What the build puts in the place of this name: coasts, countries and US states (bin/outline.mjs).
declare module 'virtual:outline' {
  export const outline: readonly (readonly number[])[];
}
