#!/usr/bin/env node
// `assent COMMAND`: checks Node, makes a checkout ready, hands over to the CLI in dist.
// Runs before node_modules exists, so it uses nothing but Node.
import { nodeVersionFault } from './node-version.mjs';

const fault = nodeVersionFault(process.versions.node);
if (fault !== null) {
  process.stderr.write(`assent: ${fault}\n`);
  process.exit(1);
}

// On standard error: standard output belongs to the command, which may print for a machine.
const say = (line) => process.stderr.write(`${line}\n`);

import('./prepare.mjs')
  .then(({ prepare }) => prepare({ say }))
  .then(() => import('../dist/src/cli/main.js'))
  .catch((error) => {
    process.stderr.write(
      `assent: ${error.name === 'PrepareError' ? error.message : error.stack}\n`,
    );
    process.exit(1);
  });
