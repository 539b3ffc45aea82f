// The pop-up's style sheet as its shadow root takes it: inside the script, so that it needs no
// second request and no leave of the page's content policy.
import { unsafeCSS } from 'lit';
import sheet from './pop-up.css?inline';

export const STYLES = unsafeCSS(sheet);
