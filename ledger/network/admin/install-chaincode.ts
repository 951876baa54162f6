import { peer } from '@hyperledger/fabric-protos';
import type { PeerEndorser } from '#ledger/fabric-wire/peer-endorser.ts';

/** Gives a peer a chaincode package, unless it has it already. Returns when the peer has built it. */
export async function installChaincode(
  endorser: PeerEndorser,
  packageId: string,
  bytes: Uint8Array,
): Promise<void> {
  if ((await installedPackages(endorser)).includes(packageId)) return;
  const request = new peer.lifecycle.InstallChaincodeArgs();
  request.setChaincodeInstallPackage(bytes);
  await endorser.call(lifecycleCall('InstallChaincode', request.serializeBinary()));
}

async function installedPackages(endorser: PeerEndorser): Promise<string[]> {
  const request = new peer.lifecycle.QueryInstalledChaincodesArgs();
  const result = await endorser.call(lifecycleCall('QueryInstalledChaincodes', request.serializeBinary()));
  const installed = peer.lifecycle.QueryInstalledChaincodesResult.deserializeBinary(result);
  return installed.getInstalledChaincodesList().map((each) => each.getPackageId());
}

function lifecycleCall(name: string, request: Uint8Array) {
  return {
    chaincode: '_lifecycle',
    arguments: [Buffer.from(name), request],
    type: 'ENDORSER_TRANSACTION',
  } as const;
}
