// Runs before the tests of a mutation run: properties try the same cases every time, so that a
// mutant that survives does so again, and one that fails is not searched for its shortest form.
import * as fc from 'fast-check';

fc.configureGlobal({ seed: 20_261_124, endOnFailure: true });
