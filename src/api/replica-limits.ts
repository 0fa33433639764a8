import type { ServerSettings } from './deploy-body.js';
import { getPath, type Json, numberField } from './json.js';
import { RUNTIME_META_KEY } from './server-shape.js';

/** An input that contradicts a registry entry. */
export interface LimitConflict {
  readonly input: 'min-replicas' | 'max-replicas';
  /** Follows the name of the input. */
  readonly problem: string;
}

/**
 * Finds a limit of the user that contradicts the other limit of the entry, which is deployed with it: an entry with at
 * most 3 replicas, and `min-replicas: 5`. The user decides which one is meant.
 *
 * @param id names the entry
 */
export function findLimitConflict(
  { minReplicas, maxReplicas }: Pick<ServerSettings, 'minReplicas' | 'maxReplicas'>,
  id: string,
  spec: Json,
): LimitConflict | undefined {
  const scaling = getPath(spec, '_meta', RUNTIME_META_KEY, 'scaling');
  const [min, max] = [numberField(scaling, 'minReplicas'), numberField(scaling, 'maxReplicas')];
  if (minReplicas !== undefined && maxReplicas === undefined && max !== undefined && minReplicas > max)
    return {
      input: 'min-replicas',
      problem: `${minReplicas} is more than the ${max} of \`maxReplicas\` in ${id}; set \`max-replicas\` as well`,
    };
  if (maxReplicas !== undefined && minReplicas === undefined && min !== undefined && maxReplicas < min)
    return {
      input: 'max-replicas',
      problem: `${maxReplicas} is less than the ${min} of \`minReplicas\` in ${id}; set \`min-replicas\` as well`,
    };
  return undefined;
}
