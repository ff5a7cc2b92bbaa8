/** German for zxcvbn's advice, by its English sentence; a test compares the keys with the library's list. */
export const STRENGTH_ADVICE: Readonly<Record<string, string>> = {
  "Straight rows of keys on your keyboard are easy to guess.":
    "Gerade Tastenreihen der Tastatur sind leicht zu erraten.",
  "Short keyboard patterns are easy to guess.": "Kurze Muster auf der Tastatur sind leicht zu erraten.",
  'Repeated characters like "aaa" are easy to guess.':
    "Wiederholte Zeichen wie „aaa“ sind leicht zu erraten.",
  'Repeated character patterns like "abcabcabc" are easy to guess.':
    "Wiederholte Folgen wie „abcabcabc“ sind leicht zu erraten.",
  'Common character sequences like "abc" are easy to guess.':
    "Bekannte Folgen wie „abc“ sind leicht zu erraten.",
  "Recent years are easy to guess.": "Jahreszahlen der letzten Zeit sind leicht zu erraten.",
  "Dates are easy to guess.": "Ein Datum ist leicht zu erraten.",
  "This is a heavily used password.": "Das ist eines der allerhäufigsten Passwörter.",
  "This is a frequently used password.": "Das ist eines der häufigsten Passwörter.",
  "This is a commonly used password.": "Das ist ein häufiges Passwort.",
  "This is similar to a commonly used password.": "Das ähnelt einem häufigen Passwort.",
  "Single words are easy to guess.": "Einzelne Wörter sind leicht zu erraten.",
  "Single names or surnames are easy to guess.": "Einzelne Vor- oder Nachnamen sind leicht zu erraten.",
  "Common names and surnames are easy to guess.": "Verbreitete Vor- und Nachnamen sind leicht zu erraten.",
  "There should not be any personal or page related data.":
    "Darin steht etwas von dir oder von der Seite: Das wird zuerst probiert.",
  "Your password was exposed by a data breach on the Internet.":
    "Dein Passwort wurde bei einem Datenleck im Internet bekannt.",
  "Avoid predictable letter substitutions like '@' for 'a'.":
    "Vermeide Ersetzungen, auf die jeder kommt, wie „@“ für „a“.",
  "Avoid reversed spellings of common words.": "Vermeide rückwärts geschriebene bekannte Wörter.",
  "Capitalize some, but not all letters.": "Schreibe manche Buchstaben groß, aber nicht alle.",
  "Capitalize more than the first letter.": "Schreibe mehr als den ersten Buchstaben groß.",
  "Avoid dates and years that are associated with you.": "Vermeide Tage und Jahre, die mit dir zu tun haben.",
  "Avoid recent years.": "Vermeide Jahreszahlen der letzten Zeit.",
  "Avoid years that are associated with you.": "Vermeide Jahre, die mit dir zu tun haben.",
  "Avoid common character sequences.": "Vermeide bekannte Zeichenfolgen.",
  "Avoid repeated words and characters.": "Vermeide wiederholte Wörter und Zeichen.",
  "Use longer keyboard patterns and change typing direction multiple times.":
    "Nimm längere Muster auf der Tastatur und wechsle mehrmals die Richtung.",
  "Add more words that are less common.": "Füge mehr und seltenere Wörter hinzu.",
  "Use multiple words, but avoid common phrases.": "Nimm mehrere Wörter, aber keine bekannten Redewendungen.",
  "You can create strong passwords without using symbols, numbers, or uppercase letters.":
    "Ein starkes Passwort braucht weder Sonderzeichen noch Ziffern noch Großbuchstaben.",
  "If you use this password elsewhere, you should change it.":
    "Wenn du dieses Passwort auch anderswo benutzt, ändere es.",
};
