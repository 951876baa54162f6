import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The members of a service that the repository's Compose file uses. */
export interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly working_dir?: string;
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  /** `source:target[:ro]` */
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** A place where a value of the environment is put: `${NAME}`, `${NAME:-default}` or `${NAME:?complaint}`. */
interface Placeholder {
  readonly name: string;
  readonly fallback?: string;
  readonly isRequired: boolean;
}

const file = new URL('../../docker-compose.yml', import.meta.url);

/** The file as it is read before any value of the environment is put into it. */
export function composeFile(): ComposeFile {
  return parse(readFileSync(file, 'utf8'), { merge: true });
}

const placeholder = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** Everything that a text takes from the environment. */
export function placeholdersOf(text: string): Placeholder[] {
  return [...text.matchAll(placeholder)].map(([, name = '', kind, rest]) => ({
    name,
    isRequired: kind === '?',
    ...(kind === '-' && { fallback: rest ?? '' }),
  }));
}

/**
 * A text with the values of the environment in it, by the rules of the Compose Specification.
 * @throws Error that complains about a required one that is missing or empty
 */
export function filledIn(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(placeholder, (_, name: string, kind?: string, rest = '') => {
    if (env[name]) return env[name];
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return kind === '-' ? rest : '';
  });
}
