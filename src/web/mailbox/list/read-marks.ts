const STORAGE_KEY = 'mailbox.read';
/** The number of mails that the mailbox keeps. */
const MAX_NAMES = 200;

export interface ReadMarks {
  has(name: string): boolean;
  add(name: string): void;
}

/** Remembers which mails were opened in this browser. Without storage the marks last until the page is closed. */
export function createReadMarks(): ReadMarks {
  const names = new Set(load());
  return {
    has: (name) => names.has(name),
    add(name) {
      if (names.has(name)) return;
      names.add(name);
      store([...names].slice(-MAX_NAMES));
    },
  };
}

function load(): readonly string[] {
  try {
    return (localStorage.getItem(STORAGE_KEY) ?? '').split(' ');
  } catch {
    return [];
  }
}

function store(names: readonly string[]): void {
  try {
    localStorage.setItem(STORAGE_KEY, names.join(' '));
  } catch {
    return;
  }
}
