/**
 * Has things done in the order in which they came, a few in each turn.
 * @param few done in one turn
 * @param most in line at once
 * @param nextTurn calls back when the next turn has come
 * @returns puts something in line; false when the line is full, then it is not done
 */
export function fewInTurn(few: number, most: number, nextTurn: (turn: () => void) => void): (act: () => void) => boolean {
  const line: (() => void)[] = [];
  let awaited = false;
  const turn = () => {
    awaited = false;
    const now = line.splice(0, few);
    awaitTurn();
    for (const act of now) act();
  };
  const awaitTurn = () => {
    if (awaited || line.length === 0) return;
    awaited = true;
    nextTurn(turn);
  };
  return (act) => {
    if (line.length >= most) return false;
    line.push(act);
    awaitTurn();
    return true;
  };
}
