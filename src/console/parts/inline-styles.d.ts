// Style sheets that the build puts into a script as text.
declare module '*.css?inline' {
  const styles: string;
  export default styles;
}
