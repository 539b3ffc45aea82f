// Runs in every test file, before its own hooks and so after its own clean-up: the last net. Files
// share a process with others, so what is left open here would be theirs.
import { afterAll, vi } from 'vitest';
import { killProcesses } from './processes.js';
import { closeProxies } from './tcp-proxy.js';

const SHARED = { directory: process.cwd(), environment: { ...process.env } };

afterAll(killProcesses);
afterAll(closeProxies);
afterAll(() => {
  if (vi.isFakeTimers()) throw new Error('this file left the clock standing');
  const now = { directory: process.cwd(), environment: { ...process.env } };
  if (JSON.stringify(now) !== JSON.stringify(SHARED)) {
    throw new Error('this file left the directory or the environment changed');
  }
});
