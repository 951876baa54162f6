export {
  type AcceptedDelivery,
  acceptedDeliveries,
  acceptedFoodFen,
  firstDeliveries,
} from './accepted-food.ts';
export { deliveryCards } from './cards.ts';
export { correctDelivery } from './correct-delivery.ts';
export { listDeliveries } from './list-deliveries.ts';
export { deliveryPages } from './pages.ts';
export { recordDeliveries } from './record-deliveries.ts';
export { recordDelivery } from './record-delivery.ts';
export { batchRecordedRows } from './recorded-rows.ts';
export { returnToSupplier } from './return-to-supplier.ts';
export { deliveryRoutes } from './routes.ts';
export { showDelivery } from './show-delivery.ts';
export { signDelivery } from './sign-delivery.ts';
