export { rulePath } from '../../server/src/knowledge/home';

export const codePath = (code: number): string => `codes/${code}.html`;

/** The page of a row of enhanced codes, by the row's code: one for all its classes, `X.1.1` is `enhanced/x.1.1.html`; of a range the last. */
export const enhancedPath = (code: string): string => `enhanced/x${/\.\d+\.\d+$/.exec(code)?.[0] ?? ''}.html`;

/** The page of a provider, a filter or a program, by its name: lower case, words joined by hyphens. */
export const providerPath = (name: string): string =>
  `providers/${name
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.html`;

/** The page of a format; a log, a bounce and a transcript may share an id. */
export const formatPath = (kind: 'transcript' | 'log' | 'bounce', id: string): string =>
  `formats/${kind === 'transcript' ? '' : `${kind}-`}${id}.html`;
