import { atBranch, atDocument, atForeigner, atRuc, reading, summarise } from '../support/reading/summarise-claim';

describe('one number given twice', () => {
  it.each([
    '1710034065 1710034065',
    'mi cédula es 1710034065, repito 1710034065',
    '171003406-5 (1710034065)',
    '<tel:1710034065|1710034065>',
    'mi cédula <tel:+1710034065|1710034065>',
    '1710034065<tel:1710034065>',
  ])('is one cédula: %j', (text) => {
    expect(summarise(atDocument(text))).toEqual(['document: 1710034065']);
  });

  it('is one number when a channel linked it, whatever is asked', () => {
    expect(summarise(atForeigner('EXT-<tel:12345|12345>'))).toEqual(['document: EXT-12345']);
    expect(summarise(atForeigner('<tel:1710034065|1710034065>'))).toEqual(['document: !is-cedula → 1710034065']);
    expect(summarise(atRuc('1790010937001<tel:+5931790010937001>'))).toEqual(['ruc: 1790010937001']);
    expect(summarise(atBranch('<tel:0002>'))).toEqual(['branch: 0002']);
  });

  it('is one RUC, one branch and one foreigner code', () => {
    expect(summarise(atRuc('1790010937001 o sea 1790010937001'))).toEqual(['ruc: 1790010937001']);
    expect(summarise(atBranch('la 1, la 0001'))).toEqual(['branch: 0001']);
    expect(summarise(atForeigner('EXT-12345, repito: EXT-12345'))).toEqual(['document: EXT-12345']);
  });
});

describe('digits with other signs between them', () => {
  it.each(['1,7,1,0,0,3,4,0,6,5', '171·003·4065', '171_003_406_5', '17/1003406/5', '17100\n34065', '171\t003\t4065'])(
    'are one number: %j',
    (text) => {
      expect(summarise(atDocument(text))).toEqual(['document: 1710034065']);
    },
  );

  it.each([
    '171\u00A0003\u00A04065',
    '171\u2009003\u20094065',
    '171\u202F003\u202F4065',
    'mi cédula: 171, 003, 4065',
    '１７１，００３，４０６５',
  ])('are one number with rare spaces and signs: %j', (text) => {
    expect(summarise(atDocument(text))).toEqual(['document: 1710034065']);
  });

  it('are one RUC, also beside the cédula', () => {
    expect(summarise(atRuc('1790010937, 001'))).toEqual(['ruc: 1790010937001']);
    expect(summarise(atRuc('179/001/0937/001'))).toEqual(['ruc: 1790010937001']);
    expect(summarise(atDocument('171,003,4065 ruc 1790010937001'))).toEqual([
      'document: 1710034065',
      'ruc: 1790010937001',
    ]);
  });

  it('are no number when some are left over', () => {
    expect(summarise(atDocument('1710034065, 0102030400'))).toEqual(['document: !several-found']);
    expect(summarise(atDocument('171,003,4065,12'))).toEqual(['document: !nothing-found']);
  });
});

describe('digits in words', () => {
  it.each([
    'uno siete uno cero cero tres cuatro cero seis cinco',
    'Uno, siete, uno, cero, cero, tres, cuatro, cero, seis, cinco.',
    'mi cédula es uno siete uno doble cero tres cuatro cero seis cinco',
    'uno siete uno cero cero tres cuatro cero seis guion cinco',
    'one seven one double zero three four oh six five',
    'my ID is one seven one, zero zero three, four zero six five',
    '171 cero cero tres 4065',
  ])('are a cédula: %j', (text) => {
    expect(summarise(atDocument(text))).toEqual(['document: 1710034065']);
  });

  it('are a whole claim', () => {
    const text =
      'cédula uno siete uno cero cero tres cuatro cero seis cinco, ruc uno siete nueve cero cero uno cero nueve tres siete cero cero uno, sucursal dos';
    expect(summarise(atDocument(text))).toEqual(['document: 1710034065', 'ruc: 1790010937001', 'branch: 0002']);
  });

  it.each([
    'diecisiete diez cero tres cuarenta sesenta y cinco',
    'mi cédula es diecisiete, diez, cero tres, cuarenta, sesenta y cinco',
    'seventeen ten zero three forty sixty five',
    'seventeen, ten, oh three, forty, sixty-five',
    'ciento setenta y uno cero cero tres cuarenta sesenta y cinco',
  ])('are only offered when they are read in groups: %j', (text) => {
    expect(summarise(atDocument(text))).toEqual(['document: !guess → 1710034065']);
  });

  it('are a RUC, taken or offered', () => {
    expect(summarise(atRuc('uno siete nueve cero cero uno cero nueve tres siete cero cero uno'))).toEqual([
      'ruc: 1790010937001',
    ]);
    expect(summarise(atRuc('diecisiete noventa cero uno cero nueve treinta y siete cero cero uno'))).toEqual([
      'ruc: !guess → 1790010937001',
    ]);
  });

  it.each([
    'uno de los dos dueños',
    'una de mis tiendas',
    'I have one or two',
    'dame un segundo',
    'tres tristes tigres',
  ])('are no number in a sentence: %j', (text) => {
    expect(summarise(atDocument(text))).toEqual(['document: !nothing-found']);
  });
});

describe('other numbers beside the answer', () => {
  it.each([
    '0991234567 es mi número y 1710034065 la cédula',
    'mi celular es 0961234567 y mi cédula 1710034065',
    'cédula 1710034065, teléfono 0961234567',
    'Cédula 1710034065. Llámeme al 022345678',
    '1710034065 y el whatsapp +593 99 123 4567',
    'cédula y celular: 1710034065 0991234567',
    'cel. 0961234567 - 1710034065',
    'nací el 12/05/1980, cédula 1710034065, son las 10:45',
    'la factura 001-001-000012345 es de $ 12,50 y mi cédula 1710034065',
  ])('are no cédula: %j', (text) => {
    expect(summarise(atDocument(text))).toEqual(['document: 1710034065']);
  });

  it('are a telephone when they are the only number', () => {
    expect(summarise(atDocument('0991234567'))).toEqual(['document: !telephone']);
    expect(summarise(atDocument('mi teléfono es 0961234567'))).toEqual(['document: !nothing-found']);
  });

  it('are offered away when one of two numbers has no fault', () => {
    expect(summarise(atDocument('1710034065 1710034066'))).toEqual(['document: !several-found → 1710034065']);
    expect(summarise(atRuc('1790010937001 1790010938001'))).toEqual(['ruc: !several-found → 1790010937001']);
  });

  it.each([
    'tengo 3 sucursales',
    'son 3 locales',
    'we have 12 employees',
    'tengo 2',
    'atiendo de 8 a 17',
    'lunes a viernes de 8:00 a 17:30',
    'we open from 9 to 5',
    'son las 10 y 45',
    'a las 8 de la mañana',
    '9am-5pm',
    'somos 3 socios',
    'Av. Amazonas N34-120',
    'Av. 10 de Agosto 1234 y Colón',
    'calle 5 # 12-34',
    'oficina 301',
    'calle Larga 1234',
    '120 Main Street',
    'la factura 001-001-000012345',
    'cuesta 15 dólares',
    'el 9 de octubre',
    '12/05/2026',
    'abrimos en el año 2019',
    '¿qué es 0001?',
    'no es 0002',
  ])('are no branch: %j', (text) => {
    expect(summarise(atBranch(text))).toEqual(['branch: !nothing-found']);
    expect(summarise(atRuc(text))).toEqual(['ruc: !nothing-found']);
  });

  it('are no number that the person denies', () => {
    expect(summarise(atRuc('no es 1790010937001'))).toEqual(['ruc: !nothing-found']);
    expect(summarise(atRuc('1790010937001 no es, es 1790016919001'))).toEqual(['ruc: 1790016919001']);
    expect(summarise(atBranch('la sucursal no es 0001 sino 0003'))).toEqual(['branch: 0003']);
  });
});

describe('correction inside a message', () => {
  it.each([
    ['1710034056, perdón, 1710034065', ['document: 1710034065']],
    ['cédula 1710034056, digo, 1710034065', ['document: 1710034065']],
    ['1710034056 no, me equivoqué: 1710034065', ['document: 1710034065']],
    ['1710034056 sorry, I meant 1710034065', ['document: 1710034065']],
    ['1710034065, ruc 1790016919001, perdón, 1790010937001', ['document: 1710034065', 'ruc: 1790010937001']],
    ['1710034065, sucursal 2, perdón, 3', ['document: 1710034065', 'branch: 0003']],
  ])('takes the second number: %j', (text, expected) => {
    expect(summarise(atDocument(text))).toEqual(expected);
  });

  it('offers the number with its last digits corrected', () => {
    expect(summarise(atDocument('1710034056, perdón, 65'))).toEqual(['document: !guess → 1710034065']);
    expect(summarise(atRuc('1790010973001, digo, 937001'))).toEqual(['ruc: !guess → 1790010937001']);
    expect(summarise(atDocument('1710034065, perdón, sucursal 3'))).toEqual(['document: 1710034065', 'branch: 0003']);
  });

  it('takes no apology for a correction', () => {
    expect(summarise(atDocument('Perdón, 1710034065 y 0102030400'))).toEqual(['document: !several-found']);
    expect(summarise(atDocument('1710034065 y 0102030400, perdón por la demora'))).toEqual([
      'document: !several-found',
    ]);
  });
});

describe('RUC by its cédula', () => {
  const atRucAfterCedula = reading('ruc', 'cedula', '1710034065');

  it.each([
    'mi cédula con 001',
    'la misma cédula más 001',
    'el mismo de la cédula',
    'el mismo',
    'es lo mismo',
    'con 001',
    '001',
    'my ID plus 001',
    'same as my ID',
    'es mi cédula',
    'le agrega 001',
    'the same',
    'mi cédula con cero cero uno',
  ])('is offered for %j', (text) => {
    expect(summarise(atRucAfterCedula(text))).toEqual(['ruc: !own-cedula → 1710034065001']);
  });

  it('asks about domestic service for "mi cédula con 000"', () => {
    expect(summarise(atRucAfterCedula('mi cédula con 000'))).toEqual(['ruc: !domestic']);
  });

  it.each(['no es el mismo de la cédula', '¿es lo mismo que la cédula?', 'es lo mismo con ustedes siempre'])(
    'is not offered for %j',
    (text) => {
      expect(summarise(atRucAfterCedula(text))).toEqual(['ruc: !nothing-found']);
    },
  );

  it('is not offered when no cédula was given', () => {
    expect(summarise(atRuc('mi cédula con 001'))).toEqual(['ruc: !nothing-found']);
  });
});

describe('numbers without a space between them', () => {
  it.each([
    ['17900109370010001', '1790010937001 0001'],
    ['17100340651790010937001', '1710034065 1790010937001'],
    ['171003406517900109370010002', '1710034065 1790010937001 0002'],
  ])('%s is offered as %s', (text, suggestion) => {
    expect(summarise(atDocument(text))).toEqual([`document: !glued → ${suggestion}`]);
    expect(summarise(atRuc(text))).toEqual([`ruc: !glued → ${suggestion}`]);
  });
});

describe('branch in words and lists', () => {
  it.each([
    ['la dos', '0002'],
    ['es la número dos', '0002'],
    ['local 2', '0002'],
    ['branch two', '0002'],
    ['sucursal doce', '0012'],
    ['cero cero cero tres', '0003'],
    ['0 0 0 3', '0003'],
    ['0002, gracias', '0002'],
  ])('%j is the branch %s', (text, branch) => {
    expect(summarise(atBranch(text))).toEqual([`branch: ${branch}`]);
  });

  it.each([
    ['the second one', '!guess → 0002'],
    ['la segunda', '!guess → 0002'],
    ['mi tercera sucursal', '!guess → 0003'],
    ['creo que es la 2', '!guess → 0002'],
    ['me parece que la dos', '!guess → 0002'],
    ['¿la 2?', '!guess → 0002'],
    ['es la matriz', '!guess → 0001'],
    ['the main one', '!guess → 0001'],
    ['uno solo', '!only-one → 0001'],
    ['solo tengo una oficina', '!only-one → 0001'],
    ['tenemos un local nomás', '!only-one → 0001'],
    ['un local', '!only-one → 0001'],
    ['no la 1, la 2', '!guess → 0002'],
    ['just the one shop', '!only-one → 0001'],
    ['I only have one store', '!only-one → 0001'],
    ['0001, 0002 y 0003', '!several-branches → 0001'],
    ['la 2 y la 3', '!several-branches → 0002'],
  ])('%j is offered: %s', (text, expected) => {
    expect(summarise(atBranch(text))).toEqual([`branch: ${expected}`]);
  });

  it.each(['es mi primera vez', 'primero tengo que buscarlo', 'main menu', 'solo sirvió una vez', 'my second company'])(
    '%j is no branch',
    (text) => {
      expect(summarise(atBranch(text))).toEqual(['branch: !nothing-found']);
    },
  );
});

describe('numbers of another kind than asked', () => {
  it.each([
    ['1710034065', 'document: !is-cedula → 1710034065'],
    ['mi cédula es 171 003 4065', 'document: !is-cedula → 1710034065'],
    ['EXT 204518', 'document: !guess → EXT-204518'],
    ['ext. 204518', 'document: !guess → EXT-204518'],
    ['EXT guion 204518', 'document: !guess → EXT-204518'],
    ['ext dash 204518', 'document: !guess → EXT-204518'],
    ['EXT204518', 'document: EXT204518 ?hyphen'],
    ['ext204518', 'document: EXT204518 ?hyphen'],
    ['mi celular es 0991234567', 'document: !shape'],
  ])("at the question for the foreigner's code: %j", (text, expected) => {
    expect(summarise(atForeigner(text))).toEqual([expected]);
  });

  it('asks about numbers in a text that looks like a query', () => {
    expect(summarise(atDocument("1710034065' OR '1'='1"))).toEqual(['document: !guess → 1710034065']);
    expect(summarise(atRuc('1790010937001"; DROP TABLE x; --'))).toEqual(['ruc: !guess → 1790010937001']);
    expect(summarise(atBranch("0001' OR '1'='1"))).toEqual(['branch: !guess → 0001']);
    expect(summarise(atForeigner("EXT-12345' OR ''='"))).toEqual(['document: !guess → EXT-12345']);
    expect(summarise(atDocument("it's 1710034065, that's all"))).toEqual(['document: 1710034065']);
  });
});
