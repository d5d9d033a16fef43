type Capabilities = { readonly textDocument: object; readonly workspace: object; readonly window: object };
export const FEATURES: readonly (readonly [label: string, cell: (capabilities: Capabilities) => string])[];
export function columnOf(sent: Buffer): string[];
export function tableIn(page: string): { labels: string[]; columns: Map<string, string[]> };
