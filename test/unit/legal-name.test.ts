import fc from 'fast-check';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import type { Ruc } from '../../src/domain/claim/ruc';
import { maskLegalName } from '../../src/domain/employer/legal-name';

const COMPANY = '1799999915001' as Ruc;
const PUBLIC = '1769999180001' as Ruc;
const PERSON = '2459999013001' as Ruc;
const DOMESTIC = '2459999021000' as Ruc;

describe('masked legal name', () => {
  it.each([
    ['Compañía de Prueba S.A.', 'Com••• de Pru••• S.A.'],
    ['COMERCIAL EXTRANJERA DE PRUEBA CÍA. LTDA.', 'COM••• EXT••• DE PRU••• CÍA. LTDA.'],
    ['Andina, Hermanos & Hijos (en liquidación) S.A.S', 'And••• Her••• Hi••• e••• liq••• S.A.S'],
    ['ABC S.A.', 'A••• S.A.'],
    ['Ñandú', 'Ña•••'],
  ])('the name of the company %s is shown as %s', (name, masked) => {
    expect(maskLegalName(name, COMPANY)).toBe(masked);
  });

  it('the name of a public body is masked like that of a company', () => {
    expect(maskLegalName('Entidad Pública de Prueba EP', PUBLIC)).toBe('Ent••• Púb••• de Pru••• EP');
  });

  it.each([PERSON, DOMESTIC])('the name of a person is reduced to initials (%s)', (ruc) => {
    expect(maskLegalName('Persona Natural de Prueba', ruc)).toBe('P••• N••• de P•••');
  });

  it.each(['', '   ', '—', '...', '<>'])('a name without letters is no name ("%s")', (name) => {
    expect(maskLegalName(name, COMPANY)).toBeUndefined();
  });

  it('the mask shows at most half of each other word, and no markup or control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const masked = maskLegalName(`${name} Zaruma`, COMPANY) ?? '';
        expect(masked).toMatch(/Zar•••$/);
        expect(masked).not.toMatch(/[<>&"'\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('the masks of the demo companies differ', () => {
    const names = demoEmployers.slice(0, 5).map(({ claim, legalName = '' }) => maskLegalName(legalName, claim.ruc));
    expect(new Set(names).size).toBe(5);
  });
});
