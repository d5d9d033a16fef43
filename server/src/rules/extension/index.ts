import type { Rule } from '../rule';
import { extAuthMechNotAdvertised, extAuthOnlyAfterTls, extCapsStaleAfterTls, extCommandNotAdvertised } from './not-offered';
import { extDsnParamWithoutDsn, extParamNotAdvertised, extPrdrUnadvertised, extRequiretlsWithoutTls } from './parameter';
import { extSizeBodyMismatch, extSizeDeclaredOverLimit, extSizeNotDeclared } from './size';
import { extChunkingTrap, extLimitsExceeded, extOrcptMismatch, extPipeliningUnused } from './transaction';
import { ext8bitWithout8bitmime, extSmtputf8Needed, extSmtputf8Needless } from './utf8';

/** What the server offered, and what the client made of it. */
export const rules: readonly Rule[] = [
  extCommandNotAdvertised,
  extParamNotAdvertised,
  extAuthMechNotAdvertised,
  extAuthOnlyAfterTls,
  extCapsStaleAfterTls,
  extSmtputf8Needed,
  extSmtputf8Needless,
  ext8bitWithout8bitmime,
  extSizeDeclaredOverLimit,
  extSizeNotDeclared,
  extSizeBodyMismatch,
  extRequiretlsWithoutTls,
  extLimitsExceeded,
  extOrcptMismatch,
  extPrdrUnadvertised,
  extDsnParamWithoutDsn,
  extPipeliningUnused,
  extChunkingTrap,
];
