/**
 * What happened to each batch of the demo, one line a batch: `product amount @place | step | step ...`. A step is
 * `organisation verb arguments`. No two lines have the same shape. The first step follows the making by two hours,
 * each further one by another six; `late` steps are recorded last of all, with the time they belong to. What follows
 * a `recall` happens as it is told, today: acts on goods that are stopped. A line says how many days ago it begins (`9d`)
 * where it has to follow another. A `complaint` is a consumer's, and waits for its answer.
 *
 * peach: fresh produce of Riverbend Orchard. pork: chilled meat of Oakfield Meats. nectar: made by Clearwater Foods.
 */
export const stories: readonly string[] = [
  // Yellow peaches
  'peach 500 @orchard',
  'peach 420 @orchard | orchard move shed 420',
  'peach 800 @orchard | orchard ship harbour 800',
  'peach 760 @orchard | orchard ship harbour 760 | harbour receive orchard 760',
  'peach 900 @orchard | orchard ship harbour 900 | harbour receive orchard 870 | harbour inspect 870',
  'peach 640 @orchard | orchard ship harbour 640 | harbour receive orchard 655 | harbour count 655',
  'peach 300 @orchard | orchard sell 45',
  'peach 310 @orchard | orchard inspect 310 | orchard invoice corner 310 | corner receive orchard 310 | corner sell 120',
  'peach 550 @orchard | orchard ship harbour 550 | harbour receive orchard 550 | harbour ship corner 200 | corner receive harbour 200 | corner sell 80 | corner count 115 | complaint brown',
  'peach 560 @orchard | orchard ship harbour 560 | harbour receive orchard 560 | harbour ship corner 200 | harbour ship lakeside 300 | corner receive harbour 200 | lakeside receive harbour 300',
  'peach 610 @orchard | orchard ship harbour 610 | harbour receive orchard 610 | late harbour ship lakeside 250 | lakeside receive harbour 250',
  'peach 480 @orchard | orchard ship harbour 400 | declare | orchard ship harbour 480 | harbour receive orchard 480',
  'peach 470 @orchard | orchard ship harbour 470 | void | orchard ship lakeside 470',
  'peach 330 @orchard | harbour receive orchard 330',
  'peach 720 @orchard | orchard handover northline 720 | northline takeover orchard 720 | northline handover corner 720 | corner receive northline 720',
  'peach 380 @orchard | orchard pack U1 380 | orchard shipunit harbour U1 | harbour receiveunit orchard U1',
  'peach 390 @orchard | orchard pack U2 390 | orchard shipunit harbour U2 | harbour receiveunit orchard U2 | harbour unpack U2 | harbour sell 90',
  'peach 400 @orchard | orchard pack K1 200 | orchard pack K2 200 | orchard stack U3 K1 K2 | orchard shipunit lakeside U3 | lakeside receiveunit orchard U3',
  'peach 260 @orchard | orchard split 60 | orchard ship freshcart 200 | freshcart receive orchard 200',
  'peach 270 @orchard | orchard sample 2 | orchard ship freshcart 268 | freshcart receive orchard 268 | freshcart sell 30',
  'peach 280 @orchard | orchard ship corner 280 | corner receive orchard 280 | corner return orchard 80 | orchard receive corner 80 | orchard dispose 80',
  'peach 350 @orchard | orchard move shed 350 | orchard ship lakeside 350 | lakeside receive orchard 350 | lakeside sellunknown 25',
  'peach 360 @orchard | orchard ship lakeside 360 | lakeside receive orchard 360 | lakeside sellunknown 40 | lakeside dispose 15',
  'peach 370 @orchard | orchard ship harbour 370 | harbour receive orchard 370 | harbour sample 1 | harbour shipunknown freshcart 90 | freshcart receiveunknown harbour 90',
  'peach 340 @orchard | orchard ship corner 340 | corner receive orchard 340 | corner sell 110 | recall hail-net | corner return orchard 220 | orchard receive corner 220 | orchard dispose 220 | close sorted',
  // Chilled pork loin
  'pork 200 @abattoir',
  'pork 210 @abattoir | ranch move chill 210',
  'pork 220 @abattoir | ranch move chill 220 | ranch handover northline 220 | northline takeover ranch 220 | temperature 2.1 3.4 3.9',
  'pork 230 @abattoir | ranch handover northline 230 | northline takeover ranch 230 | temperature 2.4 6.8 9.2 5.1 | northline handover corner 230 | corner receive northline 230',
  'pork 240 @abattoir | ranch sample 1 | ranch handover northline 239 | northline takeover ranch 239 | northline move hub 239 | northline handover lakeside 239 | lakeside receive northline 230',
  'pork 250 @abattoir | ranch pack U4 250 | ranch handunit northline U4 | northline takeunit ranch U4 | northline handunit corner U4 | corner receiveunit northline U4 | corner sell 60',
  'pork 260 @abattoir | ranch split 100 | ranch sell 30 out | ranch ship lakeside 160 | lakeside receive ranch 160 | lakeside count 158',
  'pork 270 @abattoir | ranch dispose 20 | ranch ship corner 250 | corner receive ranch 250 | corner inspect 250 | corner sell 100',
  'pork 280 @abattoir | ranch ship corner 280 | corner receive ranch 280 | corner ship lakeside 90 | lakeside receive corner 90 | lakeside sell 12',
  'pork 320 @abattoir | ranch ship lakeside 200 | lakeside receive ranch 200 | lakeside sell 35 | ranch ship corner 90 | recall listeria',
  'pork 290 @abattoir | late ranch ship freshcart 290 | freshcart receive ranch 290',
  // Peaches of Hillside, for the tank
  'hill 400 @terraces 11d | hillside ship clearwater 400 | clearwater receive hillside 400 | clearwater move tank 400',
  'hill 300 @terraces 9d | hillside ship clearwater 300 | clearwater receive hillside 300 | clearwater move tank 300 | clearwater press tank 350 | clearwater count 315 out',
  'hill 350 @terraces | hillside ship clearwater 350 | clearwater receive hillside 350 | clearwater make-nectar 350 | clearwater ship harbour 300 out | harbour receive clearwater 300 out',
  'hill 360 @terraces | hillside ship clearwater 360 | clearwater receive hillside 360 | clearwater make-nectar 300 | clearwater rework 20 | clearwater dispose 10',
  'hill 250 @terraces | hillside ship clearwater 250 | clearwater receive hillside 250 | clearwater inspect 250 | clearwater make-nectar 250 | clearwater ship corner 150 out | corner receive clearwater 150 out | corner sell 30 out',
  // Nectar from concentrate, made without recorded inputs
  'nectar 1000 @plant | clearwater sample 3',
  'nectar 900 @plant | clearwater ship freshcart 500 | freshcart receive clearwater 500 | freshcart sell 120 | freshcart count 375',
  'nectar 800 @plant | clearwater ship harbour 800 | harbour receive clearwater 800 | harbour ship lakeside 300 | lakeside receive harbour 290 | lakeside return harbour 40 | harbour receive lakeside 40',
];
