import { expect, test } from "vitest";
import { csvCell } from "./csv.ts";

test.each<[string | number | object | null, string]>([
  [null, ""],
  ["", ""],
  [7, "7"],
  [-7, "'-7"],
  ["plain", "plain"],
  ["再販", "再販"],
  ["a,b", '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["+81", "'+81"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tx", "'\tx"],
  ["\r=x", '"\'\r=x"'],
  ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
  ["a=b", "a=b"],
  [{ state: "active" }, '"{""state"":""active""}"'],
])("the cell of %j is %j", (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});
