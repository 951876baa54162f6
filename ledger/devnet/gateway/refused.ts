import { Metadata, type ServiceError, type status } from '@grpc/grpc-js';
import { gateway, google } from '@hyperledger/fabric-protos';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';

/** What one node said, beside the gateway's own words. */
export interface Detail {
  readonly address: string;
  readonly mspId: string;
  readonly message: string;
}

/** The gateway's refusal of a call. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: status;
  readonly nodes: readonly Detail[];

  constructor(code: status, message: string, nodes: readonly Detail[] = []) {
    super(message);
    this.code = code;
    this.nodes = nodes;
  }
}

/** The refusal as gRPC carries it. Details travel in a trailer, which is left out when there are none. */
export function serviceError(refused: Refused): Partial<ServiceError> {
  const metadata = new Metadata();
  if (refused.nodes.length > 0) metadata.set('grpc-status-details-bin', statusBytes(refused));
  return { code: refused.code, details: refused.message, metadata };
}

function statusBytes({ code, message, nodes }: Refused): Buffer {
  const made = new google.rpc.Status();
  made.setCode(code);
  made.setMessage(message);
  made.setDetailsList(
    nodes.map((node) => {
      const detail = new gateway.ErrorDetail();
      detail.setAddress(node.address);
      detail.setMspId(node.mspId);
      detail.setMessage(node.message);
      const any = new anyMessages.Any();
      any.pack(detail.serializeBinary(), 'gateway.ErrorDetail');
      return any;
    }),
  );
  return Buffer.from(made.serializeBinary());
}
