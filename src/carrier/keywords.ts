// Twilio's own handling of STOP, START and HELP on long codes (`keywordReplies: provider`).
// Words and texts are Twilio's defaults; reading people's free text is the service's task, never
// the carrier's.

export type OptOutType = 'STOP' | 'START' | 'HELP';

const WORDS: Readonly<Record<OptOutType, readonly string[]>> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

const TYPES = new Map(
  Object.entries(WORDS).flatMap(([type, words]) =>
    words.map((word) => [word, type as OptOutType] as const),
  ),
);

/** The whole body is one reserved word, in any letter case; nothing else matches. */
export function reservedWord(body: string): OptOutType | null {
  return TYPES.get(body.trim().toUpperCase()) ?? null;
}

const DEFAULT_REPLIES: Readonly<Record<OptOutType, string>> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** What a reserved word does at the provider. */
export interface KeywordOutcome {
  readonly blocked: boolean;
  readonly reply: string | null;
}

/**
 * STOP blocks and START lifts. A word that changes nothing is not answered, except that Advanced
 * Opt-Out answers every START; HELP from a blocked person gets no answer.
 */
export function handleKeyword(
  word: OptOutType,
  wasBlocked: boolean,
  advancedOptOut: boolean,
): KeywordOutcome {
  const reply = DEFAULT_REPLIES[word];
  switch (word) {
    case 'STOP':
      return { blocked: true, reply: wasBlocked ? null : reply };
    case 'START':
      return { blocked: false, reply: wasBlocked || advancedOptOut ? reply : null };
    case 'HELP':
      return { blocked: wasBlocked, reply: wasBlocked ? null : reply };
  }
}
