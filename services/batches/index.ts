export { recordDeliveries } from './record-deliveries.ts';
export { recordDelivery } from './record-delivery.ts';
