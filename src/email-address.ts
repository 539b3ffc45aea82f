// E-mail addresses: the one form in which two spellings of an address are the same, and the one in
// which an address may be shown to whoever need not know it.

/** Mailboxes that differ by letter case alone are one mailbox everywhere that matters. */
export function normaliseAddress(address: string): string {
  return address.trim().toLowerCase();
}

/** `d…@example.com`: enough to recognise one's own, too little to write to. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}
