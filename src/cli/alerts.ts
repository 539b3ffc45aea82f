// `assent alerts`: what an operator has to see to, with since when and where to begin.
import { factsOf } from '../alert-kinds.js';
import type { Config } from '../config.js';
import type { Alert } from '../store/alerts.js';
import { withStore } from './with-store.js';

export interface AlertsOptions {
  readonly all: boolean;
  readonly json: boolean;
}

const HISTORY_MAX = 200;

/** Exit code 1 while something stands. */
export async function runAlerts(config: Config, { all, json }: AlertsOptions): Promise<void> {
  const alerts = await withStore(config, ({ alerts: store }) =>
    all ? store.history(HISTORY_MAX) : store.standing(),
  );
  const standing = alerts.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  if (standing > 0) process.exitCode = 1;
  const heading = standing === 0 ? 'nothing needs an operator' : `${standing} to see to:`;
  const text = json
    ? JSON.stringify({ alerts: alerts.map(viewOf) })
    : [heading, ...alerts.map(sentenceOf)].join('\n');
  process.stdout.write(`${text}\n`);
}

function viewOf({ _id: id, told: _told, ...alert }: Alert) {
  return { id, ...alert, title: factsOf(alert.kind).title, command: factsOf(alert.kind).command };
}

function sentenceOf({ kind, details, since, resolvedAt }: Alert): string {
  const { title, command } = factsOf(kind);
  const over = resolvedAt && `over since ${resolvedAt.toISOString()}`;
  return `${since.toISOString()}  ${kind}: ${title}\n  ${details}\n  ${over ?? `begin with: ${command}`}`;
}
