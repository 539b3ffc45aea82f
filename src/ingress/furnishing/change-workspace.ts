// Changing what a workspace says of itself, and adding or changing a program: one way for the API
// and the console. What may be wished for is in brand-plan.ts and program-plan.ts.
import type { Config } from '../../config.js';
import type { Store } from '../../store/store.js';
import type { OwnSettings, Program, SettingsChange, Workspace } from '../../store/workspaces.js';
import { workspaceOf } from '../choices.js';
import { Problem } from '../problems.js';
import { type BrandWish, planBrand } from './brand-plan.js';
import { planProgram, type ProgramWish, withNewBrand } from './program-plan.js';
import { planOrigins } from './widget-origins.js';

export interface ChangingDeps {
  readonly store: Pick<Store, 'workspaces'>;
  readonly config: Pick<Config, 'publicUrl'>;
}

/** Where and by whom something is changed. */
export interface Change {
  readonly workspace: string;
  /** Id of the key or person, kept with each new wording. */
  readonly by?: string;
}

export interface WorkspaceWish {
  readonly brand?: BrandWish;
  readonly holidays?: boolean;
  /** The whole list of sites that may embed the widget. */
  readonly widgetOrigins?: readonly string[];
}

/**
 * Changes the brand, whether marketing rests on holidays, or who may embed the widget. Another name
 * makes new versions of the disclosures that are made from it.
 * @returns the workspace as it is then.
 * @throws Problem 422 that names every fault.
 */
export async function changeWorkspace(
  { store, config }: ChangingDeps,
  { workspace, by }: Change,
  { brand: wish, holidays, widgetOrigins: sites }: WorkspaceWish,
): Promise<Workspace> {
  const place = { publicUrl: config.publicUrl, workspace };
  const widgetOrigins = sites && planOrigins(sites);
  const plan = (found: OwnSettings): SettingsChange => {
    const brand = wish ? planBrand(found.brand, wish) : found.brand;
    const renamed = brand.name !== found.brand.name;
    return {
      ...(wish && { brand }),
      ...(holidays !== undefined && { holidays }),
      ...(widgetOrigins && { widgetOrigins }),
      ...(renamed && { programs: withNewBrand(place, found, brand) }),
    };
  };
  await store.workspaces.change(workspace, plan, by);
  await store.workspaces.getNow(workspace);
  return workspaceOf(store, workspace);
}

/** @throws Problem 409 when it is there already, 422 that names every fault. */
export function addProgram(
  deps: ChangingDeps,
  change: Change,
  { id, ...wish }: ProgramWish & { readonly id: string },
): Promise<Program> {
  return saveProgram(deps, { ...change, id, wish }, (there) => {
    if (there) throw new Problem('conflict', `There is a program ${JSON.stringify(id)}.`);
  });
}

/** @throws Problem 404 when there is none, 422 that names every fault. */
export function changeProgram(
  deps: ChangingDeps,
  change: Change,
  { id, wish }: { readonly id: string; readonly wish: ProgramWish },
): Promise<Program> {
  return saveProgram(deps, { ...change, id, wish }, (there) => {
    if (!there) throw unknownProgram(id);
  });
}

/** @throws Problem 404. */
export async function programOf(
  { store }: Pick<ChangingDeps, 'store'>,
  workspace: string,
  id: string,
): Promise<Program> {
  return programIn(await workspaceOf(store, workspace), id);
}

/** @throws Problem 404. */
export function programIn({ programs }: Pick<OwnSettings, 'programs'>, id: string): Program {
  const program = Object.hasOwn(programs, id) ? programs[id] : undefined;
  if (!program) throw unknownProgram(id);
  return program;
}

async function saveProgram(
  { store, config }: ChangingDeps,
  { workspace, by, id, wish }: Change & { id: string; wish: ProgramWish },
  check: (there: boolean) => void,
): Promise<Program> {
  const place = { publicUrl: config.publicUrl, workspace };
  const plan = (found: OwnSettings): SettingsChange => {
    check(Object.hasOwn(found.programs, id));
    return { programs: [planProgram(place, found, id, wish)] };
  };
  await store.workspaces.change(workspace, plan, by);
  return programOf({ store }, workspace, id);
}

const unknownProgram = (id: string) =>
  new Problem('not_found', `There is no program ${JSON.stringify(id)}.`);
