import { GoodsScope } from '../goods-scope.ts';
import { CivilDate, Line } from '../values.ts';
import { recordOf } from './record.ts';
import { NamedSupplier } from './supplier-parts.ts';

/** A school takes a supplier on for some goods. */
export const SupplierAdmitted = recordOf('supplier-admitted', 1, {
  supplier: NamedSupplier,
  schoolName: Line(100),
  goodsScope: GoodsScope,
  admittedOn: CivilDate,
});

/** A school ends it. */
export const SupplierExited = recordOf('supplier-exited', 1, {
  supplier: NamedSupplier,
  schoolName: Line(100),
  exitedOn: CivilDate,
  exitReason: Line(500),
});
