// What pages of a record say when it is not there.
import { PageNotice } from './html.js';

export function unknownRecord(): PageNotice {
  const text = 'It may have been removed by your CRM.';
  const next = { href: '/console', label: 'To all records' };
  return new PageNotice(404, { title: 'There is no such record', text, next });
}
