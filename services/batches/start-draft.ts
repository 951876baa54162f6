import type { Draft } from './receive-form.ts';
import type { KnownGoods } from './receiving-choices.ts';

const atMostLines = 12;

/**
 * A draft as it is begun: the lines of the supplier's latest delivery with everything but weights, dates and papers,
 * because most mornings bring the same goods. Lines that nobody weighs do not count.
 */
export function startDraft(supplierId: string, known: readonly KnownGoods[], fresh: () => string): Draft {
  const usual = known.filter(({ inLastDelivery }) => inLastDelivery).slice(0, atMostLines);
  const lines = usual.map((goods) => ({ id: fresh(), goods }));
  return {
    id: fresh(),
    supplierId,
    lineIds: lines.length > 0 ? lines.map(({ id }) => id) : [fresh()],
    fields: Object.assign({}, ...lines.map(({ id, goods }) => prefilled(id, goods))),
  };
}

function prefilled(id: string, goods: KnownGoods): Record<string, string> {
  const values = {
    goods: goods.goodsCode,
    name: goods.goodsName,
    price: (goods.priceFenPerKg / 100).toFixed(2),
    life: goods.shelfLifeDays?.toString(),
    origin: goods.originName,
    maker: goods.makerName,
    licence: goods.makerLicence,
    importer: goods.importer,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[`${id}.${name}`, value]] : [])),
  );
}
