import { msp } from '@hyperledger/fabric-protos';
import { expect, test } from 'vitest';
import { toPem } from '#ledger/attestation/certificate.ts';
import { Members } from '#ledger/blocks/members.ts';
import { derObjectIdentifier, derSequence, derSet, derUtf8String } from '#ledger/x509/der.ts';
import { TestAuthority } from '#tests/support/test-certificates.ts';

const mspId = 'EduBureauMSP';
const root = new TestAuthority('root');
const intermediate = new TestAuthority('intermediate', { issuer: root });

/** Whose certificate it is, to a channel that knows these authorities. */
function identify(certificate: Buffer, ...authorities: readonly TestAuthority[]) {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(toPem(certificate)));
  const authorityPems = authorities.map(({ der }) => toPem(der));
  const members = new Members([{ mspId, group: 'application', authorityPems }]);
  return members.identify(identity.serializeBinary());
}

test('a member is known by the authority that issued its certificate', () => {
  expect(identify(root.issue('a peer'), root)).toMatchObject({ mspId, role: 'peer' });
  expect(identify(new TestAuthority('other').issue('a peer'), root)).toBeUndefined();
});

test('an intermediate authority issues members, whether its root is named or not', () => {
  const certificate = intermediate.issue('a peer');
  expect(identify(certificate, root, intermediate)).toMatchObject({ mspId, role: 'peer' });
  expect(identify(certificate, intermediate)).toMatchObject({ mspId, role: 'peer' });
  expect(identify(certificate, root)).toBeUndefined();
});

test('beside an intermediate authority its root issues no members: Fabric takes them of the last in line alone', () => {
  expect(identify(root.issue('a peer'), root, intermediate)).toBeUndefined();
});

test('a root and its renewal with the same key both issue members', () => {
  const renewed = new TestAuthority('root', { until: '2045-12-31T23:59:59Z' });
  expect(identify(root.issue('a peer'), root, renewed)).toMatchObject({ mspId, role: 'peer' });
});

test('units that stand side by side in one part of the name, as Fabric CA writes them, are told apart', () => {
  const named = (...units: readonly string[]) => {
    const attributes = units.map((unit) => derSequence(derObjectIdentifier('2.5.4.11'), derUtf8String(unit)));
    return identify(root.issue('a peer', { subject: derSequence(derSet(Buffer.concat(attributes))) }), root);
  };
  expect(named('peer', 'schools', 'district 7')).toMatchObject({ role: 'peer' });
  expect(named('schools', 'peer')).toMatchObject({ role: 'peer' });
  expect(named('peer', 'client')).toMatchObject({ role: undefined });
  expect(named('schools + OU=peer')).toMatchObject({ role: undefined });
});
