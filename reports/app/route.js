// Links within the page. All of it is in the hash, so that a link can be kept and sent:
//
//     #  #matrix?level=documented&verdict=fail  #case/ID  #case/ID[WHERE]  #subject/ID  #rules  #rule/ID  #conflicts
'use strict';

const kFilters = ['q', 'theme', 'level', 'rule', 'verdict', 'subject', 'cause'];

// Everything but what ids and places are made of is percent-encoded.
const encoded = text => encodeURIComponent(text).replace(/%(2F|5B|5D|2C|3D)/g, decodeURIComponent);

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    return text;  // a percent sign that stands for itself
  }
}

function parse_route(hash) {
  const [, name, rest] = /^#?([^/?]*)[/?]?(.*)$/s.exec(hash);
  if (name === 'matrix') {
    const filters = {};
    for (const [key, value] of new URLSearchParams(rest)) {
      if (kFilters.includes(key) && value) filters[key] = value;
    }
    return { page: 'matrix', filters };
  }
  return { page: name || 'overview', id: decoded(rest) };
}

const matrix_link = filters => {
  const pairs = kFilters.filter(key => filters[key]).map(key => `${key}=${encodeURIComponent(filters[key])}`);
  return '#matrix' + (pairs.length ? '?' + pairs.join('&') : '');
};
const case_link = (one, place) => '#case/' + encoded(place ? scenario_name(one, place) : one.id);
const rule_link = rule => '#rule/' + encoded(rule.id);
const subject_link = subject => '#subject/' + encoded(subject.id);

// find_case returns the case and the place that "ID[WHERE]" names; the place is null where there is none.
function find_case(name) {
  const bracket = name.indexOf('[');
  const id = bracket < 0 ? name : name.slice(0, bracket);
  const one = results.case_of.get(name) || results.case_of.get(id);
  if (!one) return { one: null, place: null };
  const place = one.places.find(each => scenario_name(one, each) === name) || null;
  return { one, place, named: bracket >= 0 && one.id !== name };
}
