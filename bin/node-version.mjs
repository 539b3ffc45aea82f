// Which Node this needs. Plain enough for any old Node to read, for that is whom it speaks to.

const WANTED = [20, 19];

/** `null` when this Node will do, else the one line that says what is wanted. */
export function nodeVersionFault(version) {
  const [major, minor] = version.split('.').map(Number);
  const isOldEnough = major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1]);
  return isOldEnough
    ? null
    : `this is Node ${version}; wanted Node ${WANTED.join('.')} or later (24 for production)`;
}
