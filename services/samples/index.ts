export { addCabinet } from './add-cabinet.ts';
export { sampleCards } from './cards.ts';
export { discardSample } from './discard-sample.ts';
export { samplePages } from './pages.ts';
export { listCabinets, sampleLabel } from './queries.ts';
export { recordCabinetTemperature } from './record-cabinet-temperature.ts';
export { sampleRecordedRows } from './recorded-rows.ts';
export { sampleRoutes } from './routes.ts';
export { takeSample } from './take-sample.ts';
