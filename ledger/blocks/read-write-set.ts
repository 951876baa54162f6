import { ledger } from '@hyperledger/fabric-protos';

/** The place of a transaction in the ledger: the version of every key that it wrote. */
export interface Version {
  readonly block: number;
  readonly transaction: number;
}

export interface KeyRead {
  readonly key: string;
  /** Absent when the key did not exist. */
  readonly version: Version | undefined;
}

export interface RangeRead {
  readonly start: string;
  readonly end: string;
  /** Whether the reader went on to the end; if not, `end` is the last key it saw. */
  readonly exhausted: boolean;
  readonly reads: readonly KeyRead[];
}

export interface KeyWrite {
  readonly key: string;
  /** Absent when the key is deleted. */
  readonly value: Uint8Array | undefined;
}

/** What a transaction read and wants to write in one namespace, which is a chaincode's name. */
export interface NamespaceReadWrites {
  readonly namespace: string;
  readonly reads: readonly KeyRead[];
  readonly ranges: readonly RangeRead[];
  readonly writes: readonly KeyWrite[];
}

/** Of a private value only the hashes are on the ledger; without value the key is deleted. */
export interface HashedWrite {
  readonly collection: string;
  readonly keyHash: Uint8Array;
  readonly valueHash: Uint8Array | undefined;
}

/** The same as a block holds it, with what the witness never makes use of. */
export interface DecodedReadWrites extends NamespaceReadWrites {
  readonly hashedWrites: readonly HashedWrite[];
  /** Whether rules for single keys are written, such as who must endorse a change. */
  readonly hasMetadataWrites: boolean;
}

const { kvrwset, TxReadWriteSet, NsReadWriteSet } = ledger.rwset;

export function encodeReadWrites(namespaces: readonly NamespaceReadWrites[]): Uint8Array {
  const set = new TxReadWriteSet();
  set.setDataModel(TxReadWriteSet.DataModel.KV);
  set.setNsRwsetList(
    namespaces.map((each) => {
      const keys = new kvrwset.KVRWSet();
      keys.setReadsList(each.reads.map(encodeRead));
      keys.setRangeQueriesInfoList(each.ranges.map(encodeRange));
      keys.setWritesList(each.writes.map(encodeWrite));
      const namespace = new NsReadWriteSet();
      namespace.setNamespace(each.namespace);
      namespace.setRwset(keys.serializeBinary());
      return namespace;
    }),
  );
  return set.serializeBinary();
}

/** @throws Error when the bytes are not a read-write set */
export function decodeReadWrites(bytes: Uint8Array): DecodedReadWrites[] {
  return TxReadWriteSet.deserializeBinary(bytes)
    .getNsRwsetList()
    .map((each) => {
      const keys = kvrwset.KVRWSet.deserializeBinary(each.getRwset_asU8());
      const collections = each.getCollectionHashedRwsetList().map(decodeCollection);
      return {
        namespace: each.getNamespace(),
        reads: keys.getReadsList().map(decodeRead),
        ranges: keys.getRangeQueriesInfoList().map(decodeRange),
        writes: keys.getWritesList().map(decodeWrite),
        hashedWrites: collections.flatMap(({ writes }) => writes),
        hasMetadataWrites:
          keys.getMetadataWritesList().length > 0 || collections.some((each) => each.hasMetadataWrites),
      };
    });
}

/** Keys are ordered by their UTF-8 bytes, as Fabric orders them. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

type KVRead = ledger.rwset.kvrwset.KVRead;
type KVWrite = ledger.rwset.kvrwset.KVWrite;
type RangeQueryInfo = ledger.rwset.kvrwset.RangeQueryInfo;

function encodeRead({ key, version }: KeyRead): KVRead {
  const read = new kvrwset.KVRead();
  read.setKey(key);
  if (version) {
    const made = new kvrwset.Version();
    made.setBlockNum(version.block);
    made.setTxNum(version.transaction);
    read.setVersion(made);
  }
  return read;
}

function decodeRead(read: KVRead): KeyRead {
  const version = read.getVersion();
  return {
    key: read.getKey(),
    version: version && { block: version.getBlockNum(), transaction: version.getTxNum() },
  };
}

function encodeRange({ start, end, exhausted, reads }: RangeRead): RangeQueryInfo {
  const range = new kvrwset.RangeQueryInfo();
  range.setStartKey(start);
  range.setEndKey(end);
  range.setItrExhausted(exhausted);
  const raw = new kvrwset.QueryReads();
  raw.setKvReadsList(reads.map(encodeRead));
  range.setRawReads(raw);
  return range;
}

function decodeRange(range: RangeQueryInfo): RangeRead {
  return {
    start: range.getStartKey(),
    end: range.getEndKey(),
    exhausted: range.getItrExhausted(),
    reads: range.getRawReads()?.getKvReadsList().map(decodeRead) ?? [],
  };
}

function encodeWrite({ key, value }: KeyWrite): KVWrite {
  const write = new kvrwset.KVWrite();
  write.setKey(key);
  if (value) write.setValue(value);
  else write.setIsDelete(true);
  return write;
}

function decodeWrite(write: KVWrite): KeyWrite {
  return { key: write.getKey(), value: write.getIsDelete() ? undefined : write.getValue_asU8() };
}

function decodeCollection(set: ledger.rwset.CollectionHashedReadWriteSet): {
  writes: HashedWrite[];
  hasMetadataWrites: boolean;
} {
  const hashed = kvrwset.HashedRWSet.deserializeBinary(set.getHashedRwset_asU8());
  return {
    writes: hashed.getHashedWritesList().map((write) => ({
      collection: set.getCollectionName(),
      keyHash: write.getKeyHash_asU8(),
      valueHash: write.getIsDelete() ? undefined : write.getValueHash_asU8(),
    })),
    hasMetadataWrites: hashed.getMetadataWritesList().length > 0,
  };
}
