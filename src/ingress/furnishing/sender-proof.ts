// Nobody becomes the owner of a provider account, or of a number, by naming it: the provider is
// asked with the token that was given. Whoever has the command line is trusted without.
import type { Config } from '../../config.js';
import { DeadlinePassed, within } from '../../deadline.js';
import { ownershipOf } from '../../senders/providers.js';
import type { ClaimedNumber, Ownership } from '../../senders/provider.js';
import { Problem } from '../problems.js';
import { refuseFaults } from './setting-faults.js';

/** Less than an answer may take. */
const ASK_WITHIN_MS = 2_000;
const RETRY_AFTER_SECONDS = 10;

/** @throws Problem 422 when the provider says no, 503 when it says nothing. */
export async function requireOwnership(config: Config, claimed: ClaimedNumber): Promise<void> {
  const answer = await within<Ownership>(ASK_WITHIN_MS, ownershipOf(config, claimed)).catch(
    (error: unknown) => {
      if (error instanceof DeadlinePassed) return 'unanswered';
      throw error;
    },
  );
  switch (answer) {
    case 'owned':
      return;
    case 'refused':
      return refuseFaults([
        {
          ...{ pointer: '/authToken', code: 'refused' },
          detail: 'is not the token of this account, says the provider',
        },
      ]);
    case 'not_in_account':
      return refuseFaults([
        {
          ...{ pointer: '/number', code: 'not_in_account' },
          detail: 'is no number of this account, says the provider',
        },
      ]);
    case 'unanswered': {
      const detail = 'The provider does not say whose number it is. Nothing was set; try again.';
      throw new Problem('unavailable', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  }
}
