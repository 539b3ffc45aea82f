// What a caller may leave out or get wrong: the number, the program, the sender. Each wrong one is
// a 422 that names the field and says how to mend it.
import type { Purpose } from '../consent/types.js';
import { parsePhone, parsePhoneToStop } from '../phone.js';
import type { Sender } from '../store/senders.js';
import type { Store } from '../store/store.js';
import type { Program, Workspace } from '../store/workspaces.js';
import { fieldProblem } from './problems.js';

/** @returns E.164. @param pointer of the field that held it. */
export function readPhone(input: string, pointer: string): string {
  const phone = parsePhone(input);
  if (phone) return phone;
  const detail = `${pointer} is no valid phone number. Send it with its country code, for example +1 602 555 0142.`;
  throw fieldProblem('invalid_phone', pointer, detail);
}

/**
 * The number of somebody who said stop, which is taken in full writing even where it is no valid
 * one.
 */
export function readPhoneToStop(input: string, pointer: string): string {
  return parsePhoneToStop(input) ?? readPhone(input, pointer);
}

export interface Choice {
  readonly program: Program;
  readonly purpose: Purpose;
  readonly sender: Sender;
}

/** Program, purpose and sender of a call, each the workspace's default where it was left out. */
export function choose(
  workspace: Workspace,
  wanted: { program?: string; purpose?: Purpose; sender?: string },
): Choice {
  const sender = chooseSender(workspace, wanted.sender);
  const id = wanted.program ?? sender.defaultProgram;
  const program = requireProgram(workspace, id);
  // A program's own purpose is the least: a marketing program sends nothing that is not marketing.
  const purpose =
    program.purpose === 'marketing' ? 'marketing' : (wanted.purpose ?? 'informational');
  return { program, purpose, sender };
}

/** The program of this id; the workspace's own word for what it sends. */
export function requireProgram({ programs }: Workspace, id: string): Program {
  const program = Object.hasOwn(programs, id) ? programs[id] : undefined;
  if (program) return program;
  const known = Object.keys(programs).join(', ');
  const detail = `There is no program ${JSON.stringify(id)}. There are: ${known}.`;
  throw fieldProblem('unknown_program', '/program', detail);
}

function chooseSender(workspace: Workspace, wanted: string | undefined): Sender {
  const senders = Object.values(workspace.senders);
  const number = wanted === undefined ? undefined : parsePhone(wanted);
  const found = wanted === undefined ? senders[0] : senders.find((one) => one.number === number);
  if (found) return found;
  const detail =
    senders.length === 0
      ? 'The workspace has no sender yet, so nothing can be sent for it.'
      : '/sender is none of the workspace. GET /v1/senders lists them.';
  throw fieldProblem('unknown_sender', '/sender', detail);
}

/**
 * The settings of the caller's workspace. A key outlives its workspace only by a programmer's
 * fault.
 */
export async function workspaceOf(
  store: Pick<Store, 'workspaces'>,
  workspace: string,
): Promise<Workspace> {
  const found = await store.workspaces.get(workspace);
  if (!found) throw new Error(`workspace ${workspace} of a key is not there`);
  return found;
}
