// Runs in every test file, before its own hooks and so after its own clean-up: the last net.
import { afterAll } from 'vitest';
import { killProcesses } from './processes.js';

afterAll(killProcesses);
