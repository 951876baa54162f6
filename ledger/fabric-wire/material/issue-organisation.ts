import type { OrganisationRoots } from '#ledger/fabric-wire/genesis/organisation-msp.ts';
import type { Organisation } from '#ledger/fabric-wire/organisations.ts';
import { type Authority, createAuthority } from '#ledger/x509/authority.ts';
import type { Validity } from '#ledger/x509/certificate.ts';
import type { Material } from './material.ts';
import { writeCredential, writePublic } from './write-files.ts';

/** An organisation's two roots, in memory while its certificates are issued. */
export interface OrganisationAuthorities {
  readonly identities: Authority;
  readonly tls: Authority;
  readonly roots: OrganisationRoots;
}

const yearsValid = 10;

/** From five minutes ago, for clocks that run behind. */
export function validFrom(now: Date): Validity {
  const notBefore = new Date(now.getTime() - 5 * 60_000);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + yearsValid);
  return { notBefore, notAfter };
}

/** Makes both roots of an organisation and writes them; their keys stay in its folder, to issue further certificates. */
export function issueOrganisation(
  material: Material,
  { mspId, slug, title }: Organisation,
  validity: Validity,
): OrganisationAuthorities {
  const identities = createAuthority(
    { organization: title.en, commonName: `identity-root.${slug}` },
    validity,
  );
  const tls = createAuthority({ organization: title.en, commonName: `tls-root.${slug}` }, validity);
  writeCredential(material.holder(mspId, 'identity-authority'), identities);
  writeCredential(material.holder(mspId, 'tls-authority'), tls);
  writePublic(material.certificateRoot(mspId), identities.certificatePem);
  writePublic(material.tlsRoot(mspId), tls.certificatePem);
  return {
    identities,
    tls,
    roots: { mspId, certificateRootPem: identities.certificatePem, tlsRootPem: tls.certificatePem },
  };
}
