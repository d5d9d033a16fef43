/** The name of the file in which a folder keeps settings for everybody who works in it. */
export const FOLDER_FILE = '.smtp-lens.json';

/** UTF-16 units (and bytes) of the file. */
export const LONGEST_FILE = 1_000_000;

/** The file is there and was not read. */
export type Refusal = { readonly refused: 'no-file' | 'too-long' };
/** What reading the file came to: its text, null where there is none. */
export type FolderText = string | null | Refusal;
