import assert from 'node:assert/strict'
import { parseDotenv } from '../../src/config/dotenv.js'

describe('The text of a .env file', () => {
  it('may have quoted values of several lines, none of which is taken for a line of its own', () => {
    assert.deepEqual(parseDotenv('A="one\ntwo\nB=three"\nPORT 3000\nC=\'4\''), [
      { name: 'A', text: 'one\ntwo\nB=three', line: 1 },
      { text: 'PORT 3000', line: 4 },
      { name: 'C', text: '4', line: 5 },
    ])
  })

  it('may have a quote that is never closed, which does not affect the lines after it', () => {
    assert.deepEqual(
      parseDotenv('A="one\nPORT 3000\nB=2').filter(({ name }) => name !== 'A'),
      [
        { text: 'PORT 3000', line: 2 },
        { name: 'B', text: '2', line: 3 },
      ],
    )
  })

  it('may have a line without a name before the equals sign, which does not affect the lines after it', () => {
    for (const stray of ['=x', ' = x', '==', 'export =x'])
      assert.deepEqual(parseDotenv(`A=1\n${stray}\nB=2`), [
        { name: 'A', text: '1', line: 1 },
        { text: stray.trim(), line: 2 },
        { name: 'B', text: '2', line: 3 },
      ])
  })

  it('may have indented comments, and lines of white space', () => {
    assert.deepEqual(parseDotenv('A=1\n  # B=2\n\u3000\n\t#\nC="\n # \n"'), [
      { name: 'A', text: '1', line: 1 },
      { name: 'C', text: '\n # \n', line: 5 },
    ])
  })

  it('may have quotes in comments and after values', () => {
    assert.deepEqual(parseDotenv('# A="\nA=1 # "\nB="2" # "\nlost\n'), [
      { name: 'A', text: '1', line: 2 },
      { name: 'B', text: '2', line: 3 },
      { text: 'lost', line: 4 },
    ])
  })
})
