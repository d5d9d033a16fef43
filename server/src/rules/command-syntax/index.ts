import type { Rule } from '../rule';
import { addressCrlfInjection, addressIdnAlabel, addressNonascii } from './address-charset';
import { addressLocalSyntax, addressNoDomain, addressPlaceholder, addressQuotedNeedless } from './address-form';
import { addressDomainSyntax, addressLiteralSyntax, addressPercentHack, addressSourceRoute } from './address-host';
import { argumentMissing, argumentNotAllowed, noopArgument } from './argument';
import { authLoginPromptMismatch, authPlaceholderCredentials, authPlainMalformed } from './auth-content';
import { authBase64Wrapped, authDoubleEncoded, authNotBase64, authTrailingNewline } from './auth-encoding';
import { authCancel, authEmptyInitialResponse, authIrServerFirst, authMechUnknown } from './auth-exchange';
import { bdatSizeMismatch, bdatSyntax, bdatZeroNotLast } from './bdat';
import { commandControlChars, commandNonascii } from './command-characters';
import { commandBareLf, commandEmptyLine, commandLeadingWhitespace, commandTrailingWhitespace } from './command-octets';
import { endOfDataNearMiss } from './end-of-data';
import { ehloArgInvalid, ehloArgLocalhost, ehloArgMany, ehloArgMissing } from './hello-argument';
import { paramDuplicate, paramSyntax, paramUnknown, paramWrongCommand } from './parameter';
import { paramEmptyAngleAuth, paramValueInvalid, xtextInvalid } from './parameter-value';
import { pathMissingBrackets, pathTrailingJunk, pathUnbalanced } from './path-brackets';
import { mailFromEmptyAuthenticated, pathDisplayName, pathMultipleAddresses, rcptEmptyPath } from './path-content';
import { pathKeywordMissing, pathMissingColon, pathSpaceAfterColon, pathSpaceBeforeColon } from './path-separators';
import { headerAsCommand, otherProtocol } from './stray-line';
import { commandLowercase, typoCommand, unknownCommand } from './verb';

/** How a command is written. */
export const rules: readonly Rule[] = [
  pathMissingBrackets,
  pathSpaceAfterColon,
  pathSpaceBeforeColon,
  pathMissingColon,
  pathKeywordMissing,
  pathDisplayName,
  pathUnbalanced,
  pathTrailingJunk,
  pathMultipleAddresses,
  rcptEmptyPath,
  mailFromEmptyAuthenticated,
  addressNoDomain,
  addressPlaceholder,
  addressLocalSyntax,
  addressQuotedNeedless,
  addressDomainSyntax,
  addressLiteralSyntax,
  addressSourceRoute,
  addressPercentHack,
  addressNonascii,
  addressIdnAlabel,
  addressCrlfInjection,
  ehloArgMissing,
  ehloArgInvalid,
  ehloArgLocalhost,
  ehloArgMany,
  argumentNotAllowed,
  argumentMissing,
  noopArgument,
  unknownCommand,
  typoCommand,
  commandLowercase,
  otherProtocol,
  headerAsCommand,
  bdatSyntax,
  bdatSizeMismatch,
  bdatZeroNotLast,
  paramSyntax,
  paramUnknown,
  paramDuplicate,
  paramWrongCommand,
  paramValueInvalid,
  xtextInvalid,
  paramEmptyAngleAuth,
  authNotBase64,
  authPlainMalformed,
  authPlaceholderCredentials,
  authTrailingNewline,
  authDoubleEncoded,
  authBase64Wrapped,
  authEmptyInitialResponse,
  authIrServerFirst,
  authLoginPromptMismatch,
  authCancel,
  authMechUnknown,
  commandTrailingWhitespace,
  commandLeadingWhitespace,
  commandBareLf,
  commandControlChars,
  commandNonascii,
  commandEmptyLine,
  endOfDataNearMiss,
];
