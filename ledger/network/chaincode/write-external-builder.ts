import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The three programs by which a peer accepts a package of type `ccaas`. Shell and nothing else, so that they also run in an
 * image that holds only the peer. Without one such folder a peer that has no Docker refuses to start.
 */
const programs = {
  detect: `#!/bin/sh
# detect SOURCE METADATA: is this package a chaincode that runs as a service?
grep -q '"type" *: *"ccaas"' "$2/metadata.json"
`,
  build: `#!/bin/sh
# build SOURCE METADATA OUTPUT: there is nothing to compile, the package is an address.
cp "$1/connection.json" "$3/connection.json"
`,
  release: `#!/bin/sh
# release BUILT RELEASE: hand the address to the peer.
mkdir -p "$2/chaincode/server" && cp "$1/connection.json" "$2/chaincode/server/connection.json"
`,
} as const;

export function writeExternalBuilder(folder: string): void {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    const path = join(bin, name);
    writeFileSync(path, script);
    chmodSync(path, 0o755);
  }
}
