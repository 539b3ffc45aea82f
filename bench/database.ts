// Another database on the same mongod, for a baseline that must not meet what is ours.
export function withDatabase(uri: string, database: string): string {
  const url = new URL(uri);
  if (url.username && !url.searchParams.has('authSource')) {
    url.searchParams.set('authSource', url.pathname.slice(1) || 'admin');
  }
  url.pathname = `/${database}`;
  return url.href;
}
