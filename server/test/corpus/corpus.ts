import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The public test data. It lies beside the checkout and is not part of it. */
export const corpus = process.env.SMTP_LENS_CORPUS ?? join(__dirname, '../../../../shared/corpus');

/** Whether it is there; a test that needs it says so where it is not. */
export const present = existsSync(join(corpus, 'dev'));
if (!present) console.log('skipped: no corpus at SMTP_LENS_CORPUS');
