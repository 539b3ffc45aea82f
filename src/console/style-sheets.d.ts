// Style sheets that the build puts into a script as text.
declare module '*.css?inline' {
  const sheet: string;
  export default sheet;
}
