import { unitOf, ValueFault } from '../../kernel/index.js';

/**
 * Which texts are codes of UN/CEFACT Recommendation 20. Far more than the kernel can convert: a fact is not
 * refused because we lack a conversion, but a code that does not exist is somebody's mistake.
 */
export function isUnitCode(code: string): boolean {
  return letterCodes.has(code) || codeWithDigit.test(code);
}

/** Why a text is no unit code, and what was probably meant. */
export function unitCodeAdvice(text: string): string {
  try {
    const { recordedIn = 'KGM' } = unitOf(text);
    return `is a customary unit, which has no UN/CEFACT code; convert the amount to ${recordedIn}`;
  } catch (error) {
    if (error instanceof ValueFault) return error.message;
    throw error;
  }
}

/**
 * Codes with a digit are compound units in the main, many hundreds in two patterns with few gaps. A slip of
 * the pen does not look like them, so the pattern will do.
 */
const codeWithDigit = /^(?:[1-9]\d|[1-9][A-Z]|[A-HJ-NP-QS-X]\d{1,2}|[NS]M3|Z11)$/;

/** Codes of letters alone, with the packages of earlier revisions that trade still uses as units. */
const letterCodes: ReadonlySet<string> = new Set(
  `ACR ACT AD AH AI AK AL AMH AMP ANN APZ AQ ARE AS ASM ASU ATM ATT AWG AY AZ
   BAR BB BE BFT BG BHP BIL BJ BK BL BLD BLL BO BP BPM BQL BT BTU BUA BUI BX
   CA CCT CDL CEL CEN CG CGM CH CKG CL CLF CLT CMK CMQ CMT CNP CNT COU CR CS CT CTG CTM CTN CUR
   CWA CWI CY CZ
   DAA DAD DAY DB DBM DBW DD DEC DG DJ DLT DMA DMK DMO DMQ DMT DN DPC DPR DPT DR DRA DRI DRL DRM
   DT DTN DU DWT DX DZN DZP
   EA EB EP EQ EV FAH FAR FBM FC FD FF FH FIT FL FM FNU FOT FP FR FS FTK FTQ
   GB GBQ GC GDW GE GF GFI GGR GH GIA GIC GII GIP GJ GK GL GLD GLI GLL GM GN GO GP GQ GRM GRN GRO
   GRT GT GV GW GWH
   HA HAD HAR HBA HBX HC HD HDW HE HEA HF HGM HH HI HIU HJ HK HKM HL HLT HM HMO HMQ HMT HN HO HP
   HPA HS HT HTZ HUR HY
   IA IC IE IF II IL IM INH INK INQ IP ISD IT IU IUG IV
   JB JE JG JK JM JNT JO JOU JPS JR JWL
   KA KAT KB KBA KCC KD KDW KEL KF KG KGM KGS KHY KHZ KI KIC KIP KJ KJO KL KLK KLX KMA KMH KMK
   KMQ KMT KNI KNM KNS KNT KO KPA KPH KPO KPP KR KS KSD KSH KT KTM KTN KUR KVA KVR KVT KW KWH KWN
   KWO KWS KWT KWY KX
   LA LAC LBR LBT LC LD LE LEF LF LH LI LJ LK LM LN LO LP LPA LR LS LTN LTR LUB LUM LUX LX LY
   MAH MAL MAM MAR MAW MBE MBF MBR MC MCU MD MF MGM MHZ MIK MIL MIN MIO MIU MK MKD MKM MKW MLD
   MLT MMK MMQ MMT MND MNJ MON MPA MQ MQD MQH MQM MQS MQW MRD MRM MRW MSK MT MTK MTQ MTR MTS MTZ
   MV MVA MWH
   NA NAR NB NBB NC NCL ND NE NEW NF NG NH NI NIL NIU NJ NL NMI NMP NN NPL NPR NPT NQ NR NRL NT
   NTT NTU NU NV NX NY
   OA ODE ODG ODK ODM OHM ON ONZ OP OPM OT OZ OZA OZI
   PA PAL PB PD PE PF PFL PG PGL PI PK PL PLA PM PN PO PQ PR PS PT PTD PTI PTL PTN PU PV PW PY PZ
   QA QAN QB QD QH QK QR QT QTD QTI QTL QTR
   RA RD RG RH RK RL RM RN RO ROM RP RPM RPS RS RT RU
   SA SAN SCO SCR SD SE SEC SET SG SHT SIE SK SL SMI SN SO SP SQ SQR SR SS SST ST STC STI STK STL
   STN STW SV SW SX
   TA TAH TAN TC TD TE TF TI TIC TIP TJ TK TKM TL TMS TN TNE TP TPI TPR TQ TQD TR TRL TS TSD TSH
   TST TT TTS TU TV TW TY
   UA UB UC UD UE UF UH UM VA VI VLT VP VQ VS
   WA WB WCD WE WEB WEE WG WH WHR WI WM WR WSD WTT WW
   YDK YDQ YL YRD YT ZP ZZ`
    .trim()
    .split(/\s+/),
);
