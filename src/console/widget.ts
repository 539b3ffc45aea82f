// <assent-opt-in record="…" token="…">: the text icon of a record and the pop-up behind it, for
// pages of the console and of any CRM. GET /widget.js is this, with everything that it needs.
import { AssentOptIn } from './opt-in/element.js';
import { define } from './parts/define.js';

define('assent-opt-in', AssentOptIn);
